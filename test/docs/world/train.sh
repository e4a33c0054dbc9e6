# What pages call `train.sh`: prints a loss for each of three epochs; flags that it does not know are ignored.
for argument in "$@"; do
  case $argument in
    --lr=*) lr=${argument#*=} ;;
    --rate=*) lr=${argument#*=} ;;
    --bs=*) bs=${argument#*=} ;;
  esac
done
exec awk -v lr="${lr:-0.01}" -v bs="${bs:-16}" 'BEGIN {
  for (epoch = 1; epoch <= 3; epoch++) {
    loss = (log(lr) / log(10) + 3) ^ 2 + bs / 100 + 1 / epoch
    printf "epoch %d val_loss=%.6g loss=%.6g\n", epoch, loss, loss
  }
}'
