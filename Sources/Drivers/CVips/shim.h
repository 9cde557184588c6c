// What Swift sees of libvips is CImages; this target only carries its flags of compiling and linking.
