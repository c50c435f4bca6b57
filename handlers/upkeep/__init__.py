"""What time and change ask for, without a person: rescoring, snapshots and tidying."""
