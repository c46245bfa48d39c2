import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"

/** Tests that start whole zoos of servers or kill processes: too slow for `npm run verify`, part of `npm test`. */
const servers = [
	"lab/**/*.test.ts",
	"cli/*-table.test.ts",
	"cli/foreign/**/*.test.ts",
	"lib/store/crash.test.ts",
]

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: "node",
					environment: "node",
					include: ["{lib,cli,scripts,bench,proto}/**/*.test.ts", "*.test.ts"],
					exclude: servers,
					testTimeout: 20_000,
				},
			},
			{
				test: {
					name: "servers",
					environment: "node",
					include: servers,
					testTimeout: 60_000,
					hookTimeout: 60_000,
				},
			},
			{
				plugins: [react()],
				test: {
					name: "components",
					environment: "happy-dom",
					include: ["{components,app}/**/*.test.{ts,tsx}"],
				},
			},
		],
	},
})
