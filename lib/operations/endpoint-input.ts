import type { EndpointMode } from "#endpoints/endpoint"

/** The flat input that form, command line and lab speak. Empty text means absent. */
export interface EndpointInputValues {
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
	readonly timeoutMs: number
	/** The stored secret stays as it is; the text beside it is ignored. */
	readonly keepKey?: boolean | undefined
	readonly keepPassphrase?: boolean | undefined
	readonly keepToken?: boolean | undefined
}
