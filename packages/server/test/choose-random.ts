import { drawFlat, type Choose } from "@diapason/core"

/** Draws at random and stops nothing: the server's own tests need no better one, and the real ones live on its floor. */
export const choose: Choose = () => ({
  sampler: {
    id: "random/0",
    init: ({ space }) => space,
    observe: (space) => space,
    suggest: (space, { rng }) => {
      const draws = rng("random")
      return { flat: drawFlat(space as Parameters<typeof drawFlat>[0], () => draws.uniform()), why: "drawn at random" }
    },
  },
  scheduler: {
    id: "none/0",
    init: () => undefined,
    observe: () => undefined,
    next: () => ({ do: "start" }),
    decide: () => ({ action: "continue", why: "nothing stops" }),
  },
})
