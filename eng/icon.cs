// Draws eng/icon.png: dotnet run eng/icon.cs. A microphone's wave on a rounded square, 128 x 128.
using System.Buffers.Binary;
using System.IO.Compression;

const int Size = 128, Samples = 4;
double[] bars = [0.16, 0.34, 0.62, 0.88, 0.52, 0.74, 0.40, 0.20];
byte[] rows = new byte[Size * ((Size * 4) + 1)];
for (int y = 0; y < Size; y++)
{
    for (int x = 0; x < Size; x++)
    {
        double plate = 0, bar = 0;
        for (int sample = 0; sample < Samples * Samples; sample++)
        {
            double px = x + (((sample % Samples) + 0.5) / Samples), py = y + (((sample / Samples) + 0.5) / Samples);
            if (Distance(px - 64, py - 64, 64 - 26, 64 - 26) > 26)
                continue;
            plate++;
            int index = (int)((px - 16) / 12);
            if (px >= 16 && index < bars.Length && Distance(px - 22 - (index * 12), py - 64, 0, (bars[index] * 44) - 3.5) <= 3.5)
                bar++;
        }

        double ink = plate == 0 ? 0 : bar / plate;
        Span<byte> pixel = rows.AsSpan((y * ((Size * 4) + 1)) + 1 + (x * 4), 4);
        (pixel[0], pixel[1], pixel[2]) = (Mix(0x1F, ink), Mix(0x5A, ink), Mix(0x8C, ink));
        pixel[3] = (byte)(255 * plate / (Samples * Samples));
    }
}

using FileStream file = File.Create(Path.Combine("eng", "icon.png"));
file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
byte[] header = new byte[13];
BinaryPrimitives.WriteInt32BigEndian(header, Size);
BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), Size);
(header[8], header[9]) = (8, 6);
Chunk("IHDR"u8, header);
using MemoryStream packed = new();
using (ZLibStream zlib = new(packed, CompressionLevel.SmallestSize))
    zlib.Write(rows);
Chunk("IDAT"u8, packed.ToArray());
Chunk("IEND"u8, []);

// How far a point lies outside a box around the middle.
static double Distance(double x, double y, double width, double height) =>
    Math.Sqrt(Math.Pow(Math.Max(Math.Abs(x) - width, 0), 2) + Math.Pow(Math.Max(Math.Abs(y) - height, 0), 2));

static byte Mix(int back, double ink) => (byte)Math.Round(back + ((255 - back) * ink));

void Chunk(ReadOnlySpan<byte> type, byte[] data)
{
    byte[] chunk = [.. type, .. data];
    Span<byte> number = stackalloc byte[4];
    BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
    file.Write(number);
    file.Write(chunk);
    uint crc = uint.MaxValue;
    foreach (byte value in chunk)
    {
        crc ^= value;
        for (int bit = 0; bit < 8; bit++)
            crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
    }

    BinaryPrimitives.WriteUInt32BigEndian(number, ~crc);
    file.Write(number);
}
