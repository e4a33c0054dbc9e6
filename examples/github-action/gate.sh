#!/bin/sh
# Tunes a little, beginning with the configuration that was found before, and fails the build (exit code 7) when the best value is worse
# than tuned.json allows. Leaves study.jsonl and report.html, and a summary where GITHUB_STEP_SUMMARY says so.
set -u
study="build-$(printf %s "${GITHUB_SHA:-here}" | cut -c1-12)"
summary="${GITHUB_STEP_SUMMARY:-/dev/null}"
limit=$(node -p 'const { value, tolerance } = JSON.parse(require("fs").readFileSync("tuned.json", "utf8")); value + tolerance') || exit 1

diapason tune -c diapason.yaml --name "$study" --reporter lines --fail-if "best > $limit" --fail-if "complete < 1"
code=$?

{
  echo "## Tuned figure"
  echo "Allowed: \`loss <= $limit\`. $([ $code -eq 0 ] && echo Kept. || echo "**Not kept** (exit code $code).")"
  echo '```'
  diapason best "$study"
  if [ -f base.jsonl ]; then
    diapason import base.jsonl --name base > /dev/null && diapason compare base "$study"
  fi
  echo '```'
} >> "$summary"
diapason export "$study" --to study.jsonl
diapason report "$study" -o report.html
exit $code
