"""The commands of `caseload`, one file each: `arguments` says what it takes, `run` does it."""
