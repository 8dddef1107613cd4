#!/bin/sh
# The protections that the Makefile asks compiler and linker for are in the program itself.
set -u

peerlint=${PEERLINT:-$PWD/$BUILD/peerlint}
passed=0
failed=0

if nm "$peerlint" 2>/dev/null | grep -q -e __asan_init -e __tsan_init -e __gcov_ -e __llvm_profile; then
	echo "the program is instrumented: there is nothing to see"
	echo "0 passed, 0 failed"
	exit 0
fi
if ! command -v readelf >/dev/null 2>&1; then
	echo "readelf (binutils) is not here"
	echo "0 passed, 1 failed"
	exit 1
fi

# has WHAT OPTION PATTERN: readelf prints a line that matches
has() {
	if readelf -W "$2" "$peerlint" 2>/dev/null | grep -qE "$3"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "the program has no $1"
	fi
}

# lacks WHAT OPTION PATTERN
lacks() {
	if readelf -W "$2" "$peerlint" 2>/dev/null | grep -qE "$3"; then
		failed=$((failed + 1))
		echo "the program has $1"
	else
		passed=$((passed + 1))
	fi
}

has "address of its own choice at each start (PIE)" -h 'Type: +DYN'
has "read-only relocations (RELRO)" -l GNU_RELRO
has "binding at start (NOW)" -d '(BIND_NOW|FLAGS.*NOW)'
has "stack that is not executed" -l 'GNU_STACK.* RW '
lacks "memory that is written and executed" -l 'LOAD.* RWE '
lacks "text that is relocated" -d TEXTREL
lacks "a path for libraries" -d '(RPATH|RUNPATH)'
has "stack protector" --dyn-syms '__stack_chk_fail'
has "checked copies (FORTIFY)" --dyn-syms '__(vsnprintf|snprintf|memcpy|fprintf|printf)_chk'
# The linker drops the mark where the C library's own start files have none: ours have it.
if [ "$(uname -m)" = x86_64 ]; then
	if readelf -Wn "$BUILD/cli/main.o" 2>/dev/null | grep -q 'IBT.*SHSTK'; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "main.o is not compiled for indirect branch tracking and shadow stack (CET)"
	fi
fi
lacks "functions that are never safe" --dyn-syms ' (gets|strcpy|strcat|sprintf|vsprintf|system|popen|mktemp|tmpnam)@'
lacks "functions of the network" --dyn-syms ' (socket|connect|getaddrinfo|gethostbyname|bind|listen|send|recv)@'
lacks "functions that start programs" --dyn-syms ' (execve|execv|execvp|execl|execlp|fork|vfork|posix_spawn|posix_spawnp)@'

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
