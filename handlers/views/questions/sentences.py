"""What is said where a question gets no answer, and whom to ask instead."""

from collections.abc import Mapping

from scoring.questions.model import Deed, Why

SENTENCES: Mapping[Why, str] = {
    Why.EMPTY: "I'm here. Ask me about caseloads in your own words, or press one of these.",
    Why.GREETING: "Hello. Ask me about caseloads in your own words, or press one of these.",
    Why.THANKS: "You're welcome.",
    Why.INSULT: (
        "I'm sorry that I wasn't any help. Tell me in a few words what you need, or press one of these."
    ),
    Why.INSTRUCTIONS: (
        "However I'm asked, I show everybody only what they may see, and I change nothing by being told to. "
        "These I can do for you."
    ),
    Why.LANGUAGE: (
        "I'm sorry, so far I only understand English. These are questions I can answer; "
        "a colleague or your supervisor can help you to ask others."
    ),
    Why.LONG: "That is a lot at once for me. Please ask it again in a sentence or two.",
    Why.STRANGER: (
        "I don't know anybody or any team by that name. I know our staff by name or e-mail, our teams and "
        "services, and cases by their reference only. Please never tell me the name of a child or a family."
    ),
    Why.WHICH_CASE: "Which case? Say it with its reference, as the case system writes it.",
    Why.RISK: (
        "Whether a child is safe, and what should be decided, isn't for me to say: I know only how work is "
        "shared out. Please talk to your supervisor, or to the duty manager if they can't be reached. If a "
        "child is in danger now, ring 999. If it is about how much you carry, the button tells your "
        "supervisor."
    ),
    Why.SICKNESS: (
        "Why somebody is away, or for how long, is theirs to tell, so I don't answer that. Please ask their "
        "supervisor. If it is about you, talk to your own supervisor or to HR."
    ),
    Why.HR: (
        "Pay, leave, contracts and how somebody does their work are not for me: a caseload says nothing "
        "about them. Please ask the worker's supervisor or HR."
    ),
    Why.RANKING: (
        "I don't put people in order: a caseload is about what we promised, not about how well somebody "
        "works. I can show you this instead, to those who may see it."
    ),
    Why.ABOUT: (
        "I'm the council's caseload bot: no person and no artificial intelligence, but a list of rules. I "
        "keep nothing you ask, only which figures were looked at, and by whom. A caseload is seen by the "
        "worker, their supervisor and those above; a concern only by whoever answers it."
    ),
    Why.PRIVATE: (
        "I hold no names, addresses or other details of children and families, and I don't pass on those of "
        "colleagues. Please look in the case system, or in a colleague's Slack profile."
    ),
}

OFFERS = frozenset({Why.EMPTY, Why.GREETING, Why.INSULT, Why.INSTRUCTIONS, Why.LANGUAGE})
"""The sentences that are followed by questions to press."""

LOST = "I didn't understand that. Did you mean one of these? Otherwise say it in other words."
GUARDED = (
    "I have kept nothing of what you wrote, but Slack still shows it: please delete your message. "
    "Cases are named by their reference only."
)

DEED_WORDS: Mapping[Deed, str] = {
    Deed.CLOSE: "close it",
    Deed.ESCALATE: "escalate it",
    Deed.STEP_DOWN: "step it down",
    Deed.REALLOCATE: "reallocate it",
    Deed.CO_WORK: "have it co-worked",
    Deed.REWEIGH: "weigh it again",
    Deed.REOPEN: "reopen it",
}
