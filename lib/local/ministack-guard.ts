/**
 * A shell that runs the command of its arguments, in a process group of its own, until that ends or standard input does. The
 * input is a pipe from the starter, so that it ends with the starter however that ends. Then the folder of the first argument is removed
 * and the whole group is killed, the functions' own processes included.
 */
export const ministackGuard = `
state=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
(cat <&3 >/dev/null; kill -TERM "$server" 2>/dev/null; sleep 2; kill -KILL "$server" 2>/dev/null) &
exec 3<&-
wait "$server"
rm -rf "$state"
kill -KILL 0
`;
