import {
	BookOpen,
	Cable,
	FileBadge,
	FlaskConical,
	KeyRound,
	LayoutList,
	ListChecks,
	type LucideIcon,
	MessageCircleQuestion,
	Settings,
} from "lucide-react"
import type { Route } from "next"

/** One place of the program. */
export interface Page {
	readonly href: Route
	readonly label: string
	readonly icon: LucideIcon
	/** What one does there, for the palette. */
	readonly purpose: string
}

/** The places of the program, in the order of the rail. */
export const pages: readonly Page[] = [
	{ href: "/", label: "Overview", icon: LayoutList, purpose: "All endpoints and how they stand" },
	{
		href: "/captures",
		label: "Captures",
		icon: Cable,
		purpose: "What a .pcap file holds, decoded in the page",
	},
	{
		href: "/certificates",
		label: "Certificates",
		icon: FileBadge,
		purpose: "What a certificate, key or keystore is, looked at in the page",
	},
	{
		href: "/workshop",
		label: "Workshop",
		icon: KeyRound,
		purpose: "Make a CA, certificates and SVIDs for development",
	},
	{ href: "/explain", label: "Explain", icon: MessageCircleQuestion, purpose: "What an error message means" },
	{
		href: "/configuration",
		label: "Configuration",
		icon: ListChecks,
		purpose: "Whether settings fit together, judged in the page",
	},
	{ href: "/runbook", label: "Runbook", icon: BookOpen, purpose: "Every cause, with its fix" },
	{ href: "/lab", label: "Lab", icon: FlaskConical, purpose: "Servers that are wrong on purpose" },
	{ href: "/settings", label: "Settings", icon: Settings, purpose: "What this program may reach and keep" },
]

/** True when `pathname` lies in the part of the program that begins at `href`. Endpoints and runs belong to Overview. */
export function isCurrent(href: string, pathname: string): boolean {
	if (href === "/") return pathname === "/" || /^\/(endpoints|runs|check)(\/|$)/.test(pathname)
	return pathname === href || pathname.startsWith(`${href}/`)
}
