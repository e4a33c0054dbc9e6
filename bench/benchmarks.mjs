/** Every benchmark by its name. A new one is a folder, and a line here. */
export const benchmarks = {
  latency: {
    about: "what the tuner itself costs: asking, telling, recording, launching, opening",
    load: () => import("./latency/latency.mjs").then((module) => module.latency),
  },
}
