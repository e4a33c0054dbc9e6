import { samplerLaws, type SamplerLawOptions } from "@diapason/testkit"
import { samplers } from "../../../src/samplers.ts"

const exceptions: Readonly<Record<string, SamplerLawOptions>> = {
  auto: { skip: { L3: "it takes a Gaussian process, which reads by how much losses differ" } },
  bohb: { skip: { L3: "of several objectives its TPE cuts a front by the volume that it covers" } },
  "brute-force": { finite: true },
  "freeze-thaw": { skip: { L3: "its model reads by how much losses differ; only their scale and zero are nothing to it" } },
  gp: { skip: { L3: "its model reads by how much losses differ; only their scale and zero are nothing to it" } },
  mobster: { skip: { L3: "its model reads by how much losses differ; only their scale and zero are nothing to it" } },
  "meta-gp": { skip: { L3: "its model reads by how much losses differ; only their scale and zero are nothing to it" } },
  rgpe: { skip: { L3: "its model reads by how much losses differ; only their scale and zero are nothing to it" } },
  "network-gp": { skip: { L3: "its model reads by how much losses differ; only their scale and zero are nothing to it" } },
  "random-forest": { skip: { L3: "it reads by how much losses differ; only their scale and zero are nothing to it" } },
  turbo: { skip: { L3: "its model reads by how much losses differ; only their scale and zero are nothing to it" } },
  "ucb-pe": { skip: { L3: "its model reads by how much losses differ; only their scale and zero are nothing to it" } },
  tpe: { skip: { L3: "its default preset reads by how much a good trial leads; the preset rank keeps it" } },
}

/** Bit for bit `gp` where nobody teaches, as here; `../transfer/taught-samplers.test.ts` holds that, and what they do when they are taught. */
const taught = ["meta-gp", "rgpe"]

/** Every sampler of the list is held to the laws, here by turns in as many files as there are parts, so that they take their time side by side. */
export function lawsOf(part: number, parts: number): void {
  const all = Object.entries(samplers).filter(([name]) => !taught.includes(name))
  for (const [name, { make }] of all.filter((_, i) => i % parts === part)) samplerLaws(name, () => make({} as never), exceptions[name])
}
