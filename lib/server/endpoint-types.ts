import type { Diagnosis, ServerInference } from "#diagnosis/finding"
import type { EndpointMode } from "#endpoints/endpoint"

/** The newest run of an endpoint, as far as one line shows it. */
export interface LastRunView {
	readonly runId: string
	/** ISO 8601. */
	readonly startedAt: string
	readonly verdict: Diagnosis["verdict"]["kind"]
	/** The verdict's first line. */
	readonly sentence: string
	readonly serverMode: ServerInference["mode"]
	/** Who the peer proved to be. */
	readonly identity?: string
	/** `1.3` */
	readonly tlsVersion?: string
	/** Of the leaf, ISO 8601. */
	readonly notBefore?: string
	readonly notAfter?: string
}

/** One endpoint of the overview. JSON-safe, no secrets. */
export interface EndpointRowView {
	readonly id: string
	readonly name: string
	readonly target: string
	readonly labels: readonly string[]
	readonly mode: EndpointMode
	readonly fromLab: boolean
	/** The newest run, if there ever was one. */
	readonly last?: LastRunView
}

/** What a form shows of stored settings: text as typed, empty for absent, and never a secret. */
export interface EndpointValues {
	readonly name: string
	readonly labels: string
	readonly target: string
	readonly mode: EndpointMode
	readonly ca: string
	readonly certificate: string
	readonly key: string
	readonly passphrase: string
	readonly serverName: string
	readonly skipVerify: boolean
	readonly spiffeSocket: string
	readonly expectSpiffeId: string
	readonly trustDomain: string
	readonly token: string
	readonly healthService: string
	readonly method: string
	/** Milliseconds, as typed. */
	readonly timeoutMs: string
}

/** One endpoint with everything that may leave the server. */
export interface EndpointView extends EndpointRowView {
	readonly version: number
	readonly createdAt: string
	readonly updatedAt: string
	readonly values: EndpointValues
	/** Which secrets are stored; the form sends `keepKey` and so on to keep them. */
	readonly kept: { readonly key: boolean; readonly passphrase: boolean; readonly token: boolean }
}

/** One scenario of the running lab, and the endpoint that it is stored as. */
export interface LabScenarioView {
	readonly id: string
	readonly title: string
	readonly explains: string
	readonly target: string
	readonly endpointId: string
	/** What a correct diagnosis says: the server's mode, whether it asks for a certificate, the first finding's rule. */
	readonly expected?: {
		readonly mode: "none" | "tls" | "mtls" | "spiffe" | "unknown"
		readonly clientAuth: "none" | "requested" | "required" | "unknown"
		readonly rule: string
	}
}
