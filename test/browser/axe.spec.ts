// Every screen in light and dark, on what the main job has left: axe finds nothing, the console stays silent, a picture is kept of each.
import path from 'node:path';
import { AxeResults } from 'axe-core';
