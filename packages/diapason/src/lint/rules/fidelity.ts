import { finding, type Rule } from "../finding.ts"

/** A fidelity with no room for a rung between its first step and its last. */
export const fidelity: Rule = ({ wanted: { fidelity: declared, scheduler } }) =>
  declared !== undefined && scheduler?.type !== "none" && declared.max < 3 * declared.min
    ? [finding("D123", "warn", { name: declared.name, min: declared.min, max: declared.max, least: Math.max(9, 3 * declared.min) })]
    : []
