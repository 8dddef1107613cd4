#!/bin/sh
# For scripts that check one thing after the other: counts in passed and failed, which are theirs.

# verdict NAME STATUS LOG
verdict() {
	if [ "$2" -eq 0 ]; then
		passed=$((passed + 1))
	else
		echo "FAILED $1:"
		cat "$3"
		failed=$((failed + 1))
	fi
}
