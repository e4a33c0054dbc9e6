import { judge } from "./judge.mjs"

// The floor check as a program: `node scripts/floors/check.mjs [ROOT]`.
const { modules, faults } = await judge(process.argv[2] ?? ".")
for (const fault of faults) console.error(fault)
console.log(`${modules} modules read, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
