import type { LabCertificates } from "./certificates.ts"

/** The flat endpoint input that dashboard and command line take; text, empty for absent. */
export interface LabSettings {
	readonly name: string
	readonly labels: string
	readonly target: string
	readonly mode: "auto" | "none" | "tls" | "mtls" | "external" | "spiffe"
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
	readonly timeoutMs: number
}

/** What a correct diagnosis of the scenario says. */
export interface LabExpectation {
	readonly mode: "none" | "tls" | "mtls" | "spiffe" | "unknown"
	readonly clientAuth: "none" | "requested" | "required" | "unknown"
	/** Version that is agreed; `null` when none is. */
	readonly tlsVersion: "1.2" | "1.3" | null
	/** Who the peer proves to be, `null` when no certificate is seen. */
	readonly identity: string | null
	/** Rule id of the first finding. */
	readonly rule: string
	/** Rule ids that belong to the same fault and must be among the findings too. */
	readonly alsoRules?: readonly string[]
	/** What proof of refusal sees, for each posture that it tries: what comes of it. Absent: nothing that matters gets in. */
	readonly enforcement?: Readonly<Record<string, "let-in" | "transport-only" | "refused" | "unknown">>
	/** Rule ids of its findings, which a check without it does not have. */
	readonly enforcementRules?: readonly string[]
	/** Which protocols a scan finds on the port. */
	readonly protocols?: Readonly<Record<string, "yes" | "no" | "unknown">>
	/** Rule ids of its findings, which a check without a scan does not have. */
	readonly scanRules?: readonly string[]
	/** How each address of the target ends, in its order. Absent: there is one. */
	readonly addresses?: readonly ("accepted" | "refused" | "failed")[]
	/** How the lane ends that speaks for the settings; `skipped` when the settings themselves are at fault. */
	readonly configuredOutcome: "accepted" | "refused" | "failed" | "skipped"
}

/** What a scenario gets to work with. */
export interface LabContext {
	readonly certificates: LabCertificates
	/** Folder of this scenario's own files, 0700, existing. */
	readonly folder: string
	/** Short folder for sockets, 0700, existing. */
	readonly sockets: string
	/** Port to listen on, 0 for any free one. */
	readonly port: number
}

/** A scenario that runs. */
export interface RunningScenario {
	/** What somebody would type to reach it; fields that are absent are empty. */
	readonly settings: Partial<LabSettings> & { readonly target: string }
	/** Ends its servers, timers and connections. */
	readonly close: () => Promise<void>
}

/** One server that is good, or wrong in one way on purpose. The id names the fault. */
export interface LabScenario {
	readonly id: string
	readonly title: string
	/** Two or three sentences for somebody who meets the fault for the first time. */
	readonly explains: string
	readonly expected: LabExpectation
	/** Rejects only when the machine itself cannot: no port, no disk. */
	readonly start: (context: LabContext) => Promise<RunningScenario>
}
