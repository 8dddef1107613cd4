#!/bin/sh
# make demo: lints the sample documents as a user would type it.
set -u

peerlint=$PWD/$1
cd testdata/demo || exit 1
echo "\$ peerlint ams.json frankfurt-vxc.json interconnects.json"
"$peerlint" ams.json frankfurt-vxc.json interconnects.json 2>&1
status=$?
if [ "$status" -ne 1 ]; then
	echo "the demo must find something; the exit status was $status" >&2
	exit 1
fi
echo
echo "The program is build/peerlint. Try it on documents of your own, or: build/peerlint --help"
