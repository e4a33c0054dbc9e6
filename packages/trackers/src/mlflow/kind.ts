import type { TrackerKind, TrackerPlace } from "../kind.ts"
import { call } from "./api.ts"
import { mlflow, serverOf, type MlflowOptions } from "./mlflow.ts"

/** MLflow, let in by the variables that its own clients read. */
export const mlflowKind: TrackerKind = {
  name: "mlflow",
  expects: "URL",
  settings: { experiment: "The experiment whose runs these are; MLFLOW_EXPERIMENT_NAME or diapason when absent." },
  misfit: (to) => (/^https?:$/.test(URL.canParse(to) ? new URL(to).protocol : "") ? undefined : "an address such as http://tracking:5000"),
  open: (place) => mlflow(optionsOf(place)),
  async look(place) {
    const server = serverOf({ ...optionsOf(place), patience: 3000 })
    try {
      const answer = await call(server, "POST", "experiments/search", { max_results: 1 }, new AbortController().signal)
      return "refused" in answer ? answer.refused : undefined
    } catch (error) {
      return (error as Error).message
    }
  },
}

function optionsOf({ to, settings, env }: TrackerPlace): MlflowOptions {
  const experiment = settings["experiment"] ?? env["MLFLOW_EXPERIMENT_NAME"]
  const { MLFLOW_TRACKING_TOKEN: token, MLFLOW_TRACKING_USERNAME: username, MLFLOW_TRACKING_PASSWORD: password } = env
  return {
    url: to,
    ...(experiment !== undefined && { experiment }),
    ...(token !== undefined && { token }),
    ...(username !== undefined && { username }),
    ...(password !== undefined && { password }),
  }
}
