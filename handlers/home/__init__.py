"""The Home tab: what needs somebody first, then what they look after, then their own load."""
