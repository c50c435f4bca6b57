"""Block Kit, drawn from finished values: nothing here loads, scores or decides."""
