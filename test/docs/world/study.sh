# What pages speak of as a study that is there: `sh study.sh NAME [TRIALS]`.
diapason tune --name "$1" -p lr=1e-5..1e-1:log -p bs=16,32,64 --minimize val_loss --sampler random --scheduler none --transfer off --trials "${2:-4}" -- sh train.sh
