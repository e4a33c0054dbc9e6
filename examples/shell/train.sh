#!/bin/sh
# Fits the stopping distance of a car to its speed by gradient descent with momentum, in awk.
# Data: 50 measurements of the 1920s, M. Ezekiel, Methods of Correlation Analysis (Wiley, 1930): mph and feet.
lr=0.001 momentum=0 steps=30
for argument in "$@"; do
  case $argument in
    --lr=*) lr=${argument#*=} ;;
    --momentum=*) momentum=${argument#*=} ;;
    --steps=*) steps=${argument#*=} ;;
    *) echo "unknown argument: $argument" >&2; exit 65 ;;
  esac
done

exec awk -v lr="$lr" -v momentum="$momentum" -v steps="$steps" '
  { for (i = 1; i <= NF; i += 2) { n++; speed[n] = $i / 10; distance[n] = $(i + 1) / 10 } }
  END {
    for (step = 1; step <= steps; step++) {
      loss = ga = gb = gc = 0
      for (i = 1; i <= n; i++) {
        v = speed[i]
        miss = a + b * v + c * v * v - distance[i]
        ga += 2 * miss / n; gb += 2 * miss * v / n; gc += 2 * miss * v * v / n
      }
      da = momentum * da - lr * ga; a += da
      db = momentum * db - lr * gb; b += db
      dc = momentum * dc - lr * gc; c += dc
      for (i = 1; i <= n; i++) {
        miss = a + b * speed[i] + c * speed[i] * speed[i] - distance[i]
        loss += miss * miss / n
      }
      if (!(loss < 1e12)) { printf "step=%d loss=inf\n", step; exit 0 }
      printf "step=%d loss=%.6g\n", step, loss
      fflush()
    }
  }' <<'DATA'
4 2 4 10 7 4 7 22 8 16 9 10 10 18 10 26 10 34 11 17 11 28 12 14 12 20 12 24 12 28 13 26 13 34
13 34 13 46 14 26 14 36 14 60 14 80 15 20 15 26 15 54 16 32 16 40 17 32 17 40 17 50 18 42 18 56
18 76 18 84 19 36 19 46 19 68 20 32 20 48 20 52 20 56 20 64 22 66 23 54 24 70 24 92 24 93 24 120 25 85
DATA
