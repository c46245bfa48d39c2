import type { NextConfig } from "next"

const config: NextConfig = {
	output: "standalone",
	reactCompiler: true,
	typedRoutes: true,
	poweredByHeader: false,
	agentRules: false,
	images: { unoptimized: true },
	logging: { serverFunctions: false },
	serverExternalPackages: ["better-sqlite3"],
	outputFileTracingExcludes: { "*": ["node_modules/@img/**/*", "node_modules/sharp/**/*"] },
	experimental: {
		// Merging modules changes the order in which they run: @peculiar/x509 then comes before the polyfill it needs.
		turbopackScopeHoisting: false,
		agentUpgrade: false,
		serverActions: { bodySizeLimit: "4mb" },
	},
	async headers() {
		return [
			{
				source: "/:path*",
				headers: [
					{ key: "X-Content-Type-Options", value: "nosniff" },
					{ key: "Referrer-Policy", value: "no-referrer" },
					{ key: "Cross-Origin-Opener-Policy", value: "same-origin" },
					{ key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=()" },
				],
			},
		]
	},
}

export default config
