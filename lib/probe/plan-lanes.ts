import type { EndpointSettings } from "#endpoints/endpoint"
import type { PostureName } from "./observation.ts"

/** One lane of a check: a posture, whether the settings mean it, and why it cannot be tried, if so. */
export interface LanePlan {
	readonly posture: PostureName
	readonly configured: boolean
	/** A sentence; the lane is then not dialled. */
	readonly skipped?: string
}

/** What the plan needs to know beyond the settings. */
export interface PlanFacts {
	readonly scheme: "grpc" | "grpcs" | "unstated"
	/** Client certificate and key were read and belong together. */
	readonly hasClientCertificate: boolean
	/** First problem with a file or key of the settings, as a sentence: then nothing is dialled. */
	readonly problem?: string
}

/** The posture that the settings mean. Mode `auto` takes the most that the settings bring. */
export function configuredPosture(settings: EndpointSettings, scheme: PlanFacts["scheme"]): PostureName {
	const tls = settings.skipVerify ? "tls-unverified" : "tls"
	switch (settings.mode) {
		case "none":
			return "plaintext"
		case "tls":
			return tls
		case "mtls":
		case "external":
		case "spiffe":
			return settings.mode
		case "auto":
			if (settings.spiffeSocket !== undefined) return "spiffe"
			if (settings.certificate !== undefined || settings.key !== undefined) return "mtls"
			return scheme === "grpc" ? "plaintext" : tls
	}
}

/** Plans one lane for every posture, in the order of the page; lanes without material say what they lack. */
export function planLanes(settings: EndpointSettings, facts: PlanFacts): readonly LanePlan[] {
	const configured = configuredPosture(settings, facts.scheme)
	const external = settings.mode === "external"
	const certificate = facts.hasClientCertificate
		? undefined
		: "The settings bring no client certificate: add one to try."
	const lanes: [PostureName, string | undefined][] = [
		["plaintext", undefined],
		["tls", undefined],
		["tls-unverified", undefined],
		["mtls", external ? "The certificate belongs to infrastructure: see the external lane." : certificate],
		["external", external ? certificate : "The settings name no provisioned certificate files."],
		[
			"spiffe",
			settings.spiffeSocket === undefined ? "The settings name no SPIFFE Workload API socket." : undefined,
		],
	]
	const problem = facts.problem === undefined ? undefined : `Nothing was dialled: ${facts.problem}`
	return lanes.map(([posture, lacking]) => {
		const skipped = problem ?? lacking
		return { posture, configured: posture === configured, ...(skipped === undefined ? {} : { skipped }) }
	})
}
