import { mayCall } from "../../access/identity.ts"
import { showStudies } from "../../metrics/study-figures.ts"
import { route } from "../../route.ts"

/** What an operator watches, for Prometheus. One scrape is answered after another, since they share the figures. */
export const metrics = route({
  key: "GET /metrics",
  does: "Figures of the server and of its newest studies, in the text format of Prometheus.",
  needs: "viewer",
  answer: "stream",
  async handle({ store, summaries, figures, scrapes }, { who, reply }) {
    const text = await scrapes.add(async () => {
      await showStudies(figures, { store, summaries, may: (study) => mayCall(who, "viewer", { study }) })
      return figures.registry.metrics()
    })
    await reply.header("content-type", figures.registry.contentType).header("cache-control", "no-store").send(text)
  },
})
