import { mkdir, readFile, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const version = "0.8.11"
const dependency = (name: string) =>
	`<dependency><groupId>io.spiffe</groupId><artifactId>${name}</artifactId><version>${version}</version></dependency>`

const manifest = `<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion><groupId>foreign</groupId><artifactId>workload</artifactId><version>1</version>
<dependencies>${dependency("java-spiffe-core")}${dependency("grpc-netty-linux")}</dependencies>
</project>
`

/** The same as for Rust: a source that follows the rotations, asked every 50 ms, and a JWT-SVID. */
const program = `import io.spiffe.workloadapi.DefaultWorkloadApiClient;
import io.spiffe.workloadapi.DefaultX509Source;
import java.util.HashSet;

public class Workload {
    public static void main(String[] args) throws Exception {
        var source = DefaultX509Source.newSource(
            DefaultX509Source.X509SourceOptions.builder().spiffeSocketPath(args[0]).build());
        var seen = new HashSet<String>();
        int asked = 0, failed = 0;
        String id = "";
        long end = System.currentTimeMillis() + 1000L * Integer.parseInt(args[1]);
        while (System.currentTimeMillis() < end) {
            asked++;
            try {
                var svid = source.getX509Svid();
                id = svid.getSpiffeId().toString();
                seen.add(svid.getLeaf().getSerialNumber().toString(16));
            } catch (Exception cause) {
                failed++;
            }
            Thread.sleep(50);
        }
        var client = DefaultWorkloadApiClient.newClient(
            DefaultWorkloadApiClient.ClientOptions.builder().spiffeSocketPath(args[0]).build());
        var token = client.fetchJwtSvid("api");
        System.out.printf("{\\"asked\\":%d,\\"failed\\":%d,\\"svids\\":%d,\\"id\\":\\"%s\\",\\"jwt\\":\\"%s\\"}%n",
            asked, failed, seen.size(), id, token.getSpiffeId());
        System.exit(0);
    }
}
`

/** Compiles the program, libraries fetched by Maven. Resolves with the arguments of `java` that run it. */
export async function buildJavaSpiffe(folder: string): Promise<readonly string[]> {
	await mkdir(folder, { recursive: true })
	await writeFile(join(folder, "pom.xml"), manifest)
	await writeFile(join(folder, "Workload.java"), program)
	const list = "-Dmdep.outputFile=classpath.txt"
	await runToEnd("mvn", ["-q", "-B", "dependency:build-classpath", list], { cwd: folder, limitMs: 300_000 })
	const path = await readFile(join(folder, "classpath.txt"), "utf8")
	await runToEnd("javac", ["-cp", path, "Workload.java"], { cwd: folder, limitMs: 120_000 })
	return ["-cp", `${path}:${folder}`, "Workload"]
}
