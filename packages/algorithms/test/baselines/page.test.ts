import { fileURLToPath } from "node:url"
import { expect, it } from "vitest"
import type { Job } from "../../src/baselines/job.ts"
import { jobs } from "../../src/baselines/jobs.ts"
import { citation } from "../../src/baselines/library.ts"

const page = fileURLToPath(new URL("../../../../docs/baselines.md", import.meta.url))

const head = `# Proven baselines

Nobody has to begin with a guess: for common jobs Diapason knows ranges that are worth searching and configurations that papers, manuals and
recorded searches found good, each with its source. They are starting points, not answers: tried first, shown on every chart as a square (□),
and compared with (\`best\` says \`vs lightgbm/defaults −0.07 (−18 %)\`).

| where | how |
|---|---|
| look | \`diapason baselines\`, \`diapason baselines lightgbm\`, both with \`--json\` |
| a script | \`diapason init -- python train.py\` recognises the job by imports and flags, proposes its ranges, and writes its starts with their sources |
| a command | \`--baseline proven:lightgbm\` (all starts), \`--baseline 'proven:lightgbm/tuned num_leaves=20'\` (one, with a value of one's own) |
| a file | \`baselines: [proven:lightgbm]\`, or \`- { proven: image-sgd/resnet, batch_size: 64 }\` |
| beliefs | \`--prior proven\` or \`priors: proven\`: those of the first proven baseline; \`proven:NAME\` those of a job; what is stated beside it counts more |
| the linter | \`diapason lint\` tells a range that leaves out every start proven for the job (D180) |

Parameters are matched by name and synonym, whatever their spelling (\`numLeaves\`, \`num-leaves\`). Where a rule is given, the learning rate of a
start follows the batch size that is used: a value of one's own, or a fixed parameter of the space. What the source does not say takes the
default or the centre of its range, and what the space lacks is left out; both are told. A value outside its range is an error (D178), unless
\`clip: true\` lets it go to the end of the range, which is told too. An unknown name is answered with the nearest (D177).

Without any of this the default sampler, \`auto\`, begins the search of a training where people begin. Names tell it: a learning rate, and a batch
size, a momentum, a weight decay or a dropout. The first trial is at a batch of 32, a momentum of 0.9, a decay of 0.0001, a dropout of 0.1, and a
rate of 0.01 beside a momentum, else of 0.001; where a parameter has a \`default\`, that. Every second one of the next few lies near, as long as
nothing else is better. What lies outside of a range is not taken, stated beliefs go before, and once there is a model nothing is left of it.

This page is written by the library's test: \`npx vitest run packages/algorithms/test/baselines -u\`.
`

const section = ({ name, title, parameters, starts, interactions = [], scaling }: Job): string =>
  [
    `## ${name}`,
    `${title[0]!.toUpperCase()}${title.slice(1)}.`,
    ["| parameter | range | why | also called |", "|---|---|---|---|"]
      .concat(
        parameters.map(
          (one) => `| \`${one.name}\` | \`${one.range}\` | ${one.why} | ${(one.also ?? []).map((word) => `\`${word}\``).join(" ")} |`,
        ),
      )
      .join("\n"),
    starts
      .map((start) => {
        const values = Object.entries(start.values).map(([parameter, value]) => `${parameter}=${String(value)}`)
        return `- \`proven:${name}/${start.name}\`: \`${values.join(" ")}\` (${citation(start)})`
      })
      .join("\n"),
    ...(scaling === undefined
      ? []
      : [
          `\`${scaling.rate}\` follows \`${scaling.size}\` ${scaling.law === "linear" ? "in proportion" : "with its square root"} (${scaling.from}).`,
        ]),
    ...(interactions.length === 0 ? [] : [interactions.map((line) => `- ${line}`).join("\n")]),
  ].join("\n\n")

it("the page of the library says what the library has", async () => {
  await expect(`${[head.trimEnd(), ...jobs.map(section)].join("\n\n")}\n`).toMatchFileSnapshot(page)
})
