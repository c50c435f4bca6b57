"""An administrator's section of their Home: the policy in force, and where the rest is done."""

from handlers.messages import Block
from handlers.views.blocks import header, section
from handlers.views.words import trial_note
from scoring.policy import Policy

TRIAL = (
    "Policy {version} is in force, and nobody has agreed it: every screen says that its figures are trial "
    "figures until the policy file names who agreed it and when."
)


def administration_blocks(policy: Policy) -> list[Block]:
    """No child and no worker's load: this role sees neither (policy guide §9)."""
    said = TRIAL.format(version=policy.version) if policy.is_trial else trial_note(policy)
    return [header("Administration"), section(said)]
