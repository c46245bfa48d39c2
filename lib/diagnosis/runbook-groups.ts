/** What a page of the runbook is about. */
export const runbookGroups = [
	{
		id: "causes",
		title: "Why a connection fails or protects less",
		lead: "What stands earlier hides what stands later.",
	},
	{
		id: "settings",
		title: "Settings that cannot work together",
		lead: "Found in pasted settings, before anything is dialled.",
	},
	{
		id: "verification",
		title: "Why a chain does not hold",
		lead: "What the verification says, runtime by runtime.",
	},
	{
		id: "certificates",
		title: "What is odd about a certificate",
		lead: "Lints of certificates, chains, requests and keys.",
	},
	{ id: "svid", title: "Rules of an X.509-SVID", lead: "The SPIFFE standard as a checklist." },
] as const

/** Id of a group. */
export type RunbookGroup = (typeof runbookGroups)[number]["id"]
