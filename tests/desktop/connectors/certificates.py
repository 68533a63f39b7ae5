"""An authority of our own, and certificates by it that are right, expired, not valid yet, or somebody else's."""

from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_DAY = timedelta(days=1)


class Authority:
    """Signs certificates for 127.0.0.1; ``file`` is its own."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._key = folder, ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        now = datetime.now(UTC)
        made = self._start("Test authority", self._key, now - 9 * _DAY, now + 9 * _DAY)
        made = made.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._sign(made))

    def certificate(self, days_from: int, days_to: int, address: str = "127.0.0.1") -> Path:
        """Return a file with a key and a certificate valid from and to so many days from now."""
        now, key = datetime.now(UTC), ec.generate_private_key(ec.SECP256R1())
        made = self._start("server", key, now + days_from * _DAY, now + days_to * _DAY)
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        path = self._folder / f"{days_from}.{days_to}.{address}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        path.write_bytes(private + self._sign(made.add_extension(names, critical=False)))
        return path

    def _start(
        self, name: str, key: ec.EllipticCurvePrivateKey, start: datetime, end: datetime
    ) -> x509.CertificateBuilder:
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(start)
            .not_valid_after(end)
        )

    def _sign(self, made: x509.CertificateBuilder) -> bytes:
        signed = made.sign(self._key, hashes.SHA256())
        return signed.public_bytes(serialization.Encoding.PEM)
