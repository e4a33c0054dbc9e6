#!/usr/bin/env bash
# The fit of train.sh by plain gradient descent, from a shell that talks with the study: after each step it reports, reads the
# answer, and takes over a new learning rate where the answer brings one. The study is at the descriptor DIAPASON_FD; without one
# the script runs by itself.
lr=0.03 steps=30
for argument in "$@"; do
  case $argument in
    --lr=*) lr=${argument#*=} ;;
    *) echo "unknown argument: $argument" >&2; exit 65 ;;
  esac
done
cars="4 2 4 10 7 4 7 22 8 16 9 10 10 18 10 26 10 34 11 17 11 28 12 14 12 20 12 24 12 28 13 26 13 34
13 34 13 46 14 26 14 36 14 60 14 80 15 20 15 26 15 54 16 32 16 40 17 32 17 40 17 50 18 42 18 56
18 76 18 84 19 36 19 46 19 68 20 32 20 48 20 52 20 56 20 64 22 66 23 54 24 70 24 92 24 93 24 120 25 85"

# One JSON object a line, both ways.
say() { [ -z "$DIAPASON_FD" ] || printf "$1\n" "${@:2}" >&"$DIAPASON_FD"; }

# Waits for the decision on report $1; no answer within two seconds means continue.
hear() {
  [ -z "$DIAPASON_FD" ] || while read -r -t 2 -u "$DIAPASON_FD" answer; do
    case $answer in *'"type":"end"'*) exit 0 ;; *'"type":"decision","for":'"$1"[,}]*) return ;; esac
  done
  answer=
}

# The value of a number in the answer, by name.
number() { [[ $answer =~ \"$1\":(-?[0-9.]+(e[-+]?[0-9]+)?) ]] && echo "${BASH_REMATCH[1]}"; }

# One step of gradient descent from the weights $2 $3 $4 at the rate $1; prints the loss and the new weights.
step() {
  awk -v lr="$1" -v a="$2" -v b="$3" -v c="$4" '
    { for (i = 1; i <= NF; i += 2) { n++; s[n] = $i / 10; d[n] = $(i + 1) / 10 } }
    END {
      for (i = 1; i <= n; i++) { v = s[i]; miss = a + b * v + c * v * v - d[i]; ga += miss; gb += miss * v; gc += miss * v * v }
      a -= 2 * lr * ga / n; b -= 2 * lr * gb / n; c -= 2 * lr * gc / n
      for (i = 1; i <= n; i++) { miss = a + b * s[i] + c * s[i] * s[i] - d[i]; loss += miss * miss / n }
      if (!(loss < 1e12)) { print "inf 0 0 0"; exit }
      printf "%.6g %.9g %.9g %.9g\n", loss, a, b, c
    }' <<<"$cars"
}

say '{"type":"hello","protocol":[1],"client":"bash","capabilities":["stop","update:lr"]}'
weights="0 0 0"
for ((n = 1; n <= steps; n++)); do
  read -r loss weights <<<"$(step "$lr" $weights)"
  echo "step=$n loss=$loss lr=$lr"
  [ "$loss" = inf ] && loss='"inf"'
  say '{"type":"report","seq":%d,"step":%d,"metrics":{"loss":%s}}' "$n" "$n" "$loss"
  hear "$n"
  case $answer in
    *'"action":"stop"'* | *'"action":"pause"'*) break ;;
    *'"action":"update"'*)
      if new=$(number lr); then
        lr=$new
        say '{"type":"applied","rev":%d,"step":%d}' "$(number rev)" "$((n + 1))"
      else
        say '{"type":"refused","rev":%d,"why":"there is no lr in it"}' "$(number rev)"
      fi ;;
  esac
done
say '{"type":"bye"}'
