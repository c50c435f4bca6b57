"""How much somebody, a team or the council holds, and who has room."""
