#!/usr/bin/env node
import module from "node:module"

// What was compiled is kept for the next call, where Node can (from 22 on).
module.enableCompileCache?.()
const { main } = await import("../dist/command/main.js")

process.exitCode = await main(process.argv.slice(2))
