/** A script that any shell runs in a few milliseconds: three epochs, best at lr 0.001 and the smallest bs; other flags are ignored. */
export const quick = `
for a in "$@"; do case $a in --lr=*) lr=\${a#*=};; --bs=*) bs=\${a#*=};; esac; done
exec awk -v lr="\${lr:-0.01}" -v bs="\${bs:-16}" 'BEGIN {
  for (epoch = 1; epoch <= 3; epoch++) printf "epoch %d val_loss=%.6g\\n", epoch, (log(lr) / log(10) + 3) ^ 2 + bs / 100 + 1 / epoch
}'
`

/** Prints its words and variables, so that a test sees how values arrived. */
export const echo = `
printf 'argv: %s\\n' "$*"
env | grep '^DIAPASON_PARAM' | sort
echo loss=1
`

/** Reports, says \`ready\` in a file of its own, and works on until it is told to go. */
export const slow = `
echo loss=1
touch "ready.$DIAPASON_TRIAL.$DIAPASON_ATTEMPT"
while [ ! -e go ]; do sleep 0.02; done
echo loss=0.5
`

/** The flags of a study of `quick`. */
export const quickFlags = ["-p", "lr=1e-5..1e-1:log", "-p", "bs=16,32,64", "--minimize", "val_loss"]
