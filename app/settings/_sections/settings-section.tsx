import { describePolicy } from "#components/settings/describe-policy"
import { CopyButton } from "#components/ui/copy-button"
import { SectionHeading } from "#components/ui/heading"
import { Mono } from "#components/ui/mono"
import { getApp } from "#server/app"
import packageFile from "../../../package.json" with { type: "json" }

interface Fact {
	readonly name: string
	readonly value: string
	/** The environment variable that decides it. */
	readonly variable?: string
	readonly isPath?: boolean
}

/** Facts about this process: where it keeps data, who may reach it, what it may reach. No secret is among them. */
export async function SettingsSection() {
	const { configuration, context } = await getApp()
	const { dataFolder, databaseUrl, labManifest, host, port, isLoopback, accessToken } = configuration
	const store: readonly Fact[] = [
		databaseUrl === undefined
			? { name: "Endpoints and runs", value: dataFolder, variable: "COUNTERSIGN_DATA", isPath: true }
			: { name: "Endpoints and runs", value: "PostgreSQL", variable: "DATABASE_URL" },
		labManifest === undefined
			? { name: "Lab", value: "Not running", variable: "COUNTERSIGN_LAB" }
			: { name: "Lab", value: labManifest, variable: "COUNTERSIGN_LAB", isPath: true },
	]
	const reached: readonly Fact[] = [
		{ name: "Listens on", value: `${host}:${port}`, variable: "HOSTNAME, PORT", isPath: true },
		{
			name: "Reached by",
			value: isLoopback ? "This machine alone" : "Whoever reaches that address and has the access token",
		},
		{
			name: "Access token",
			value: accessToken === undefined ? "None asked for" : "Asked for",
			variable: "COUNTERSIGN_ACCESS_TOKEN",
		},
	]
	return (
		<div className="flex flex-col gap-8">
			<Facts id="reached" title="Who may reach it" facts={reached} />
			<Facts id="reaches" title="What it may reach" facts={describePolicy(context.policy)} />
			<Facts id="data" title="Where data lives" facts={store} />
			<Facts
				id="version"
				title="Version"
				facts={[
					{ name: "Countersign", value: packageFile.version },
					{ name: "Node", value: process.versions.node },
					{ name: "OpenSSL", value: process.versions.openssl },
				]}
			/>
		</div>
	)
}

function Facts({
	id,
	title,
	facts,
}: {
	readonly id: string
	readonly title: string
	readonly facts: readonly Fact[]
}) {
	return (
		<section aria-labelledby={id}>
			<SectionHeading id={id}>{title}</SectionHeading>
			<dl>
				{facts.map((fact) => (
					<div
						key={fact.name}
						className="grid gap-x-4 gap-y-0.5 border-line border-t py-2 sm:grid-cols-[11rem_1fr_auto]"
					>
						<dt className="text-ink-soft">{fact.name}</dt>
						<dd className="flex min-w-0 items-center gap-1">
							{fact.isPath ? (
								<>
									<Mono>{fact.value}</Mono>
									<CopyButton text={fact.value} label={`Copy: ${fact.name}`} />
								</>
							) : (
								<span className="wrap-anywhere">{fact.value}</span>
							)}
						</dd>
						<dd className="font-mono text-ink-faint text-xs leading-5 wrap-anywhere">{fact.variable}</dd>
					</div>
				))}
			</dl>
		</section>
	)
}
