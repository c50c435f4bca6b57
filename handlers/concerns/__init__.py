"""What workers want to talk about: private to those who are asked, answered in time or one level up."""
