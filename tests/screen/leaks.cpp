// Fontconfig, Pango and Mesa keep what they made until the process ends, and the leak checker sees it. What
// we forget ourselves is still reported: these name modules of theirs only.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libfontconfig\nleak:libpango\nleak:libcairo\nleak:libglib\nleak:libGLX\nleak:swrast_dri\n"
         "leak:libGL\nleak:libubsan\nleak:libX11\nleak:libasound\n";
}

// Unloaded, a graphics driver could no longer be told by its name: what it kept would be nobody's.
extern "C" int dlclose(void* /*library*/) {
  return 0;
}
