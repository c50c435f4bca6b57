"""The front desk: from a payload of Slack to a feature and back, and what every feature asks on the way."""
