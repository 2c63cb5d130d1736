// Plays the stream named in the address, does what viewers do, and sends home what it saw.
const asked = new URL(location.href).searchParams
const rate = Number(asked.get('rate'))
const video = document.querySelector('video')
const told = { errors: [], frames: {} }

const heard = (target, name) => new Promise(resolve => target.addEventListener(name, resolve, { once: true }))
const heardOf = (hls, name) => new Promise(resolve => hls.once(name, (_, data) => resolve(data)))
const nextFrame = () => new Promise(resolve => video.requestVideoFrameCallback((_, about) => resolve(about.mediaTime)))
const until = async met => {
  while (!met()) await new Promise(resolve => setTimeout(resolve, 20))
}

// The picture on screen in grey, row by row.
const shown = () => {
  const { videoWidth: width, videoHeight: height } = video
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')
  context.drawImage(video, 0, 0)
  const pixels = context.getImageData(0, 0, width, height).data
  const grey = Array.from({ length: width * height }, (_, at) =>
    Math.round(0.299 * pixels[4 * at] + 0.587 * pixels[4 * at + 1] + 0.114 * pixels[4 * at + 2]))
  return { height, grey }
}

const seek = async seconds => {
  const frame = nextFrame()
  video.currentTime = seconds
  await heard(video, 'seeked')
  return frame
}

const steps = {
  async open(hls) {
    hls.on(Hls.Events.ERROR, (_, data) => told.errors.push(`${data.details} ${data.fatal} ${data.error}`))
    hls.loadSource(asked.get('stream'))
    hls.attachMedia(video)
    await heardOf(hls, Hls.Events.MANIFEST_PARSED)
    told.levels = hls.levels.map(level => level.height)
    told.sounds = hls.audioTracks.length
  },
  async play() {
    const first = nextFrame()
    await video.play()
    told.firstFrame = await first
    await until(() => video.currentTime > 1)
    told.firstHeight = video.videoHeight
  },
  async switchLevel(hls) {
    video.playbackRate = 4
    const switched = heardOf(hls, Hls.Events.LEVEL_SWITCHED)
    hls.nextLevel = hls.levels.length - 1
    told.switchedTo = (await switched).level
    await until(() => video.videoHeight !== told.firstHeight)
    told.lastHeight = video.videoHeight
    video.pause()
  },
  async showCaptions(hls) {
    hls.subtitleTrack = 0
    hls.subtitleDisplay = true
    await until(() => video.textTracks[0]?.cues?.length)
    told.cues = [...video.textTracks[0].cues].map(cue => [cue.startTime, cue.endTime, cue.text])
  },
  async lookAtFrames() {
    told.duration = video.duration
    for (const number of asked.get('frames').split(',').map(Number)) {
      const at = await seek((number + 0.5) / rate)
      told.frames[number] = { at, ...shown() }
    }
  },
  async playToTheEnd() {
    await seek(0)
    const ended = heard(video, 'ended')
    await video.play()
    await ended
    told.endedAt = video.currentTime
  },
  async lookAtBuffers(hls) {
    const ranges = ({ buffered }) =>
      Array.from({ length: buffered.length }, (_, at) => [buffered.start(at), buffered.end(at)])
    told.buffered = Object.fromEntries(
      Object.entries(hls.bufferController.tracks).map(([name, track]) => [name, ranges(track.buffer)]))
  },
}

const run = async () => {
  const hls = new Hls({ startLevel: 0 })
  for (const [name, step] of Object.entries(steps)) {
    told.step = name
    await step(hls)
  }
  told.step = 'done'
}

const tooLate = new Promise((_, reject) => setTimeout(() => reject('too late'), 1000 * asked.get('seconds')))
Promise.race([run(), tooLate])
  .catch(fault => told.errors.push(String(fault)))
  .finally(() => fetch('/told', { method: 'POST', body: JSON.stringify(told) }))
