/** Where the better values of a metric lie: as its objective says; of any other metric, loss-like ones are down. */
export function directionOf(
  objectives: readonly { readonly metric: string; readonly direction: "minimize" | "maximize" }[],
  metric: string,
): "minimize" | "maximize" {
  const known = objectives.find((objective) => objective.metric === metric)
  return known?.direction ?? (/acc|auc|f1|score|reward|precision|recall|r2|bleu|map$/i.test(metric) ? "maximize" : "minimize")
}
