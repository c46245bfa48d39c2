import type { EndpointSettings } from "#endpoints/endpoint"
import type { AttemptObservation, RunObservation } from "./observation.ts"
import type { LanePlan } from "./plan-lanes.ts"

/** The settings as an observation keeps them: paths and names, no PEM, no key, no token. */
export function summariseSettings(
	settings: EndpointSettings,
	scheme: "grpc" | "grpcs" | "unstated",
): RunObservation["settings"] {
	const { ca, certificate, key } = settings
	return {
		mode: settings.mode,
		scheme,
		skipVerify: settings.skipVerify,
		hasCa: ca !== undefined,
		hasClientCertificate: certificate !== undefined,
		hasToken: settings.token !== undefined,
		healthService: settings.healthService,
		timeoutMs: settings.timeoutMs,
		...(ca?.kind === "file" ? { caFile: ca.path } : {}),
		...(certificate?.kind === "file" ? { certFile: certificate.path } : {}),
		...(key?.kind === "file" ? { keyFile: key.path } : {}),
		...(settings.serverName === undefined ? {} : { serverName: settings.serverName }),
		...(settings.spiffeSocket === undefined ? {} : { spiffeSocket: settings.spiffeSocket }),
		...(settings.expectSpiffeId === undefined ? {} : { expectSpiffeId: settings.expectSpiffeId }),
		...(settings.trustDomain === undefined ? {} : { trustDomain: settings.trustDomain }),
		...(settings.method === undefined ? {} : { method: settings.method }),
	}
}

/** A lane that was not dialled, with the reason. */
export function skippedAttempt(lane: LanePlan, text: string, nowMs: number): AttemptObservation {
	return {
		posture: lane.posture,
		configured: lane.configured,
		outcome: { kind: "skipped", phase: "dns", by: "client", code: "NO_MATERIAL", text },
		startedAt: new Date(nowMs).toISOString(),
		phases: [],
		own: { source: "none" },
		alerts: [],
		transcript: [],
		undecryptable: 0,
		problems: [],
	}
}
