import type { DialPolicy } from "#endpoints/dial-policy"

/** One line of the dial policy in words. */
export interface PolicyFact {
	readonly name: string
	readonly value: string
	readonly variable: string
}

/** The dial policy in words, one line each for what may be dialled, what not, ports, sockets and files. */
export function describePolicy(policy: DialPolicy): readonly PolicyFact[] {
	const ranges = (list: DialPolicy["denyRanges"] | undefined) => (list ?? []).map((range) => range.text)
	const allowed = [...(policy.allowHosts ?? []), ...ranges(policy.allowRanges)]
	const denied = [...policy.denyHosts, ...ranges(policy.denyRanges)]
	const hasAllowList = policy.allowHosts !== undefined || policy.allowRanges !== undefined
	return [
		{
			name: "Addresses",
			value: hasAllowList
				? `Only ${allowed.join(", ")}`
				: "Any, except link-local ones, where cloud metadata services live",
			variable: "COUNTERSIGN_DIAL_ALLOW",
		},
		{
			name: "Never",
			value: denied.length === 0 ? "Nothing more" : denied.join(", "),
			variable: "COUNTERSIGN_DIAL_DENY",
		},
		{
			name: "Ports",
			value:
				policy.ports === undefined
					? "Any"
					: policy.ports.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(", "),
			variable: "COUNTERSIGN_DIAL_PORTS",
		},
		{
			name: "Unix sockets",
			value: policy.socketPaths === undefined ? "Any" : `Only below ${policy.socketPaths.join(", ")}`,
			variable: "COUNTERSIGN_SOCKET_PATHS",
		},
		{
			name: "Files",
			value:
				policy.fileRoots === undefined
					? "Any that this process may read"
					: `Only below ${policy.fileRoots.join(", ")}`,
			variable: "COUNTERSIGN_FILE_ROOTS",
		},
	]
}
