"""The room of policies: the council's numbers, what another version would do, and who agreed them."""
