import react from "@vitejs/plugin-react"
import { defineConfig } from "vitest/config"

export default defineConfig({
	test: {
		projects: [
			{
				test: {
					name: "node",
					environment: "node",
					include: ["{lib,cli,lab,scripts,bench,proto}/**/*.test.ts"],
					testTimeout: 20_000,
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
