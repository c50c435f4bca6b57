"""The room of people: who joins, changes and leaves, who is away, and how a team is set up."""
