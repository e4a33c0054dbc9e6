export * from "./shared.ts"
export { against, best, estimate } from "./best.ts"
export { importance } from "./importance.ts"
export { whatIf } from "./what-if.ts"
