import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

const program = `import java.io.FileInputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.*;

public class Issued {
	public static void main(String[] words) throws Exception {
		for (int at = 1; at < words.length; at++) {
			String said = "ok";
			try {
				handshake(words[at], words[0]);
			} catch (Exception error) {
				said = deepest(error) + (error.getSuppressed().length > 0 ? " " + deepest(error.getSuppressed()[0]) : "");
			}
			System.out.println(words[at] + "\\t" + said);
		}
		System.exit(0);
	}

	static void handshake(String folder, String name) throws Exception {
		SSLServerSocketFactory servers = context(folder, "server").getServerSocketFactory();
		SSLSocketFactory clients = context(folder, "client").getSocketFactory();
		InetAddress loopback = InetAddress.getLoopbackAddress();
		try (SSLServerSocket listening = (SSLServerSocket) servers.createServerSocket(0, 1, loopback)) {
			listening.setNeedClientAuth(true);
			CompletableFuture<Exception> judged = CompletableFuture.supplyAsync(() -> {
				try (SSLSocket socket = (SSLSocket) listening.accept()) {
					socket.setSoTimeout(5000);
					socket.startHandshake();
					socket.getOutputStream().write(1);
					return null;
				} catch (Exception error) {
					return error;
				}
			});
			Exception ours = null;
			try (SSLSocket socket = (SSLSocket) clients.createSocket()) {
				socket.setSoTimeout(5000);
				socket.connect(listening.getLocalSocketAddress());
				SSLParameters parameters = socket.getSSLParameters();
				parameters.setEndpointIdentificationAlgorithm("HTTPS");
				parameters.setServerNames(java.util.List.of(new SNIHostName(name)));
				socket.setSSLParameters(parameters);
				socket.startHandshake();
				if (socket.getInputStream().read() != 1) throw new Exception("nothing was sent");
			} catch (Exception error) {
				ours = error;
			}
			Exception theirs = judged.get(10, TimeUnit.SECONDS);
			if (ours != null && theirs != null) ours.addSuppressed(theirs);
			if (ours != null) throw ours;
			if (theirs != null) throw theirs;
		}
	}

	static String deepest(Throwable error) {
		while (error.getCause() != null) error = error.getCause();
		return String.valueOf(error.getMessage()).replace("\\n", " ");
	}

	static SSLContext context(String folder, String side) throws Exception {
		CertificateFactory factory = CertificateFactory.getInstance("X.509");
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		try (FileInputStream file = new FileInputStream(folder + "/root.pem")) {
			trusted.setCertificateEntry("root", factory.generateCertificate(file));
		}
		Certificate[] chain;
		try (FileInputStream file = new FileInputStream(folder + "/" + side + ".pem")) {
			chain = factory.generateCertificates(file).toArray(new Certificate[0]);
		}
		String pem = Files.readString(Path.of(folder, side + "-key.pem"));
		byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[^-]+-----", ""));
		String algorithm = chain[0].getPublicKey().getAlgorithm();
		KeyStore own = KeyStore.getInstance("PKCS12");
		own.load(null, null);
		char[] password = "changeit".toCharArray();
		own.setKeyEntry("own", KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)), password, chain);
		KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
		keys.init(own, password);
		TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
		return context;
	}
}
`

/** Compiles the program, which needs the JDK alone. Resolves with the command that runs it. */
export async function buildIssuedJava(parent: string): Promise<readonly string[]> {
	const folder = join(parent, "java")
	await mkdir(folder)
	await writeFile(join(folder, "Issued.java"), program)
	await runToEnd("javac", ["Issued.java"], { cwd: folder, limitMs: 100_000 })
	return ["java", "-cp", folder, "Issued"]
}
