import type { RunObservation } from "#probe/observation"
import type { Report } from "#report/report"
import {
	exampleAddresses,
	exampleAnswers,
	exampleChoice,
	exampleEnforcement,
	exampleEnforcementAttempts,
	exampleForecast,
	exampleProtocols,
	exampleScan,
} from "#report/testing/beyond"
import { exampleReport, exampleRun } from "./example-run.fixture.tsx"

/* The same server, asked for everything beyond the lanes. For tests alone. */

/** The run with everything that was seen beyond its lanes. */
export const fullRun: RunObservation = {
	...exampleRun,
	enforcement: {
		startedAt: exampleRun.startedAt,
		durationMs: 900,
		connections: 12,
		attempts: exampleEnforcementAttempts,
		stopped: false,
	},
}

/** The report that belongs to it. */
export const fullReport: Report = {
	...exampleReport,
	server: {
		...exampleReport.server,
		stack: { name: "grpc-go", confidence: 0.9, signs: ["It says: unknown service."] },
	},
	scan: exampleScan,
	enforcement: exampleEnforcement,
	clientCertificate: exampleChoice,
	forecast: exampleForecast,
	protocols: { answers: exampleAnswers, verdicts: exampleProtocols },
	addresses: exampleAddresses,
}
