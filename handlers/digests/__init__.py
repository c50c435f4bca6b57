"""What is written once a week."""
