"""What the bot is built on: under which licences, and whether a weakness of it is known."""
