// What tests/media/chromium.py asks a browser: pictures as grey bytes in base64, each with the second it is from.

const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function text(data) {
  let letters = "";
  for (let at = 0; at < data.length; at += 8192) letters += String.fromCharCode(...data.subarray(at, at + 8192));
  return btoa(letters);
}

async function decodes({ codec, header, samples, size: [width, height] }) {
  const complaints = [];
  const frames = [];
  const decoder = new VideoDecoder({ output: (frame) => frames.push(frame), error: (fault) => complaints.push(`${fault}`) });
  decoder.configure({ codec, description: bytes(header), codedWidth: width, codedHeight: height });
  const shown = [];
  const empty = async () => {
    for (const frame of frames.splice(0)) {
      const raw = new Uint8Array(frame.allocationSize());
      const [{ offset, stride }] = await frame.copyTo(raw);
      const luma = new Uint8Array(width * height);
      for (let row = 0; row < height; row++) {
        luma.set(raw.subarray(offset + row * stride, offset + row * stride + width), row * width);
      }
      shown.push([frame.timestamp / 1e6, text(luma)]);
      frame.close();
    }
  };
  for (const [data, key, timestamp] of samples) {
    decoder.decode(new EncodedVideoChunk({ type: key ? "key" : "delta", timestamp, data: bytes(data) }));
    // A decoder stops when the frames that it has handed out are not closed.
    while (decoder.decodeQueueSize > 4 && !complaints.length) {
      await new Promise((go) => setTimeout(go, 1));
      await empty();
    }
  }
  await decoder.flush().catch((fault) => complaints.push(`${fault}`));
  await empty();
  return { shown, complaints };
}

async function player(film) {
  const video = document.createElement("video");
  video.muted = true;
  video.preload = "auto";
  video.src = URL.createObjectURL(new Blob([bytes(film)], { type: "video/mp4" }));
  document.body.replaceChildren(video);
  await new Promise((go, fail) => {
    video.oncanplaythrough = go;
    video.onerror = () => fail(new Error(video.error.message));
  });
  return video;
}

function grey(video, [width, height]) {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(video, 0, 0, width, height);
  const { data } = context.getImageData(0, 0, width, height);
  const luma = new Uint8Array(width * height);
  for (let at = 0; at < luma.length; at++) {
    const [red, green, blue] = data.subarray(4 * at, 4 * at + 3);
    luma[at] = 16 + (219 / 255) * (0.299 * red + 0.587 * green + 0.114 * blue);
  }
  return text(luma);
}

async function plays({ film, size }) {
  const video = await player(film);
  const shown = [];
  const note = (_, { mediaTime }) => {
    shown.push([mediaTime, grey(video, size)]);
    video.requestVideoFrameCallback(note);
  };
  video.requestVideoFrameCallback(note);
  video.playbackRate = 0.5;
  await video.play();
  await new Promise((go) => (video.onended = go));
  const { corruptedVideoFrames } = video.getVideoPlaybackQuality();
  return { shown, complaints: corruptedVideoFrames ? [`${corruptedVideoFrames} corrupted frames`] : [] };
}

async function seeks({ film, seconds, size }) {
  const video = await player(film);
  const shown = [];
  for (const second of seconds) {
    // The picture comes after the seek; none comes where it is the one that is shown already.
    const drawn = new Promise((go) => video.requestVideoFrameCallback(go));
    const sought = new Promise((go) => (video.onseeked = go));
    video.currentTime = second;
    await sought;
    await Promise.race([drawn, new Promise((go) => setTimeout(go, 1000))]);
    shown.push([second, grey(video, size)]);
  }
  return { shown, complaints: video.error ? [video.error.message] : [] };
}
