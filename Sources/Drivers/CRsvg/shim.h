// What Swift sees of librsvg is CPosters; this target only carries its flags of compiling and linking.
