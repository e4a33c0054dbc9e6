#!/usr/bin/env bash
# Builds the programs of Kubernetes that `npm run test:kubernetes` starts, with Go and from the modules that Go's proxy has:
#   scripts/kubernetes-programs.sh FOLDER [VERSION]
# The module of Kubernetes names its parts by paths of its own repository, so that `go install` refuses it; here they are named by version.
set -euo pipefail
bin="$(mkdir -p "$1" && cd "$1" && pwd)"
version="${2:-1.34.4}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
export GOFLAGS=-mod=mod CGO_ENABLED=0

cat >go.mod <<MOD
module programs

go 1.24.0

godebug default=go1.24
MOD
source="$(go mod download -json "k8s.io/kubernetes@v$version" | sed -n 's/.*"GoMod": "\(.*\)".*/\1/p')"
parts="0.${version#*.}"
{
  printf '\nrequire (\n\tk8s.io/kubernetes v%s\n' "$version"
  sed -n '/^require (/,/^)/p' "$source" | grep -v '^require (\|^)' | sed "s/ v0\.0\.0$/ v$parts/; s/ v0\.0\.0 / v$parts /"
  printf ')\n\nreplace (\n'
  sed -n 's#^\t\(k8s\.io/[^ ]*\) => \./staging/.*#\t\1 => \1 v'"$parts"'#p' "$source"
  printf ')\n'
} >>go.mod

name="-X k8s.io/component-base/version"
flags="-s -w $name.gitVersion=v$version $name.gitMajor=1 $name.gitMinor=$(cut -d. -f2 <<<"$version")"
for program in kube-apiserver kube-controller-manager kube-scheduler kubelet; do
  go build -trimpath -ldflags "$flags" -o "$bin/$program" "k8s.io/kubernetes/cmd/$program"
  echo "$bin/$program"
done
